"""Map the places that Arabic articles mention."""
