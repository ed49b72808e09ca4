"""`python -m wellschool.services demo|reset|shell`."""

import sys

from wellschool.services import demo, shell

COMMANDS = {"demo": demo.run, "reset": demo.reset, "shell": shell.run}

if __name__ == "__main__":
    if sys.argv[1:] not in [[name] for name in COMMANDS]:
        sys.exit("usage: python -m wellschool.services demo|reset|shell")
    sys.exit(COMMANDS[sys.argv[1]]())
