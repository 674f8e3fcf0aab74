"""Start of the program: `python -m tutor`."""

import sys

from tutor import __version__

if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        # Told before the command line is loaded, which takes longer than all else that this needs.
        sys.stdout.write(f"backprop-tutor, version {__version__}\n")
    else:
        from tutor.cli import main

        main()
