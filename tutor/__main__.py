"""Start of the program: `python -m tutor`, or `backprop-tutor` where it is installed."""

import os
import sys

from tutor import __version__


def start() -> None:
    """Do what the command line says; whoever sends Ctrl+C while this loads sees no traceback."""
    try:
        _start()
    except KeyboardInterrupt:
        # Nothing else heeds Ctrl+C yet. The status is that of a command that it has ended.
        sys.exit(130)


def _start() -> None:
    if not sys.flags.safe_path:
        # `-m` has put the working folder first, a script its own. This program is found by now, wherever it lies;
        # nothing else may come from there, for it may be the folder of a stranger's course.
        del sys.path[0]
    if sys.argv[1:] == ["--version"]:
        # Told before the command line is loaded, which takes longer than all else that this needs.
        from tutor.opening import failures_said, language_of
        from tutor.wording import Voice

        with failures_said(Voice(language_of())):
            sys.stdout.write(f"backprop-tutor, version {__version__}\n")
    else:
        # The tutor's networks are small: threads of NumPy's BLAS would cost more than they save. Must precede NumPy.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        if not sys.argv[1:]:
            # Without options there is none to be read: what reads them would hold up the first frame.
            from tutor.opening import language_of, open_course

            open_course(None, language_of(), plain=False)
        else:
            from tutor.cli import main

            main()


if __name__ == "__main__":
    start()
