"""``python -m bot``: the command line."""

import sys

from bot.cli.live_command import ARGUMENTS, check_live


def _main() -> None:
    if sys.argv[1:] == ARGUMENTS:
        # asked every minute: the rest of the command line takes two seconds to load
        check_live()
    else:
        from bot.cli.main import main

        main()


if __name__ == "__main__":
    _main()
