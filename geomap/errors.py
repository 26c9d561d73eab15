"""The errors that geomap raises on purpose: each says where, what, and what to do."""


class GeomapError(Exception):
    """Base of all of them; its message is one line fit to be shown to a user."""


class InputError(GeomapError, ValueError):
    """An article file that cannot be read as what it claims to be."""


class CorrectionError(GeomapError, ValueError):
    """A file of corrections that cannot be read, or an entry in it that cannot be applied."""


class GazetteerError(GeomapError, ValueError):
    """A gazetteer file with a malformed row, or a gazetteer that cannot be found."""


class OutputError(GeomapError, OSError):
    """A result that cannot be written where it was asked to go."""


class ServiceError(GeomapError, OSError):
    """A web service that cannot be used: nothing more is asked of it."""


class AnswerError(ServiceError):
    """A name that a service did not answer for; it may answer for others."""


class RecognizerError(GeomapError, ValueError):
    """A recognizer that cannot be loaded."""
