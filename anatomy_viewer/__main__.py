"""`python -m anatomy_viewer`: the command line."""

import sys

from anatomy_viewer.cli import main

sys.exit(main())
