"""`python -m wellschool.services demo|reset`."""

import sys

from wellschool.services import demo

COMMANDS = {"demo": demo.run, "reset": demo.reset}

if __name__ == "__main__":
    if sys.argv[1:] not in [[name] for name in COMMANDS]:
        sys.exit("usage: python -m wellschool.services demo|reset")
    sys.exit(COMMANDS[sys.argv[1]]())
