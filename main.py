"""Start Anatomy Viewer from a checkout."""

import sys

from anatomy_viewer.cli import main

sys.exit(main())
