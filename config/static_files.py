"""How static files are named where names carry hashes."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Names modules by their hashes inside other modules too.

    A page and all it imports are then of one version, also while the next one is being put up.
    """

    support_js_module_import_aggregation = True
    # Each pass goes one import deeper.
    max_post_process_passes = 12
