"""The command line: ``paperbrief`` where it is installed, ``python -m bot`` in a checkout."""

import sys

from bot.cli.live_command import ARGUMENTS, check_live


def main() -> None:
    if sys.argv[1:] == ARGUMENTS:
        # asked every minute: the rest of the command line takes two seconds to load
        check_live()
    else:
        from bot.cli.main import main as command_line

        command_line()


if __name__ == "__main__":
    main()
