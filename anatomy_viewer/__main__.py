"""`python -m anatomy_viewer`."""

import sys

from anatomy_viewer.cli import main

sys.exit(main())
