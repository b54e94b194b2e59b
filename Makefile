# make run      starts Anatomy Viewer
# make test     every check, then every test
# make check    the checks alone
# make meshes   builds the atlas anew from the figures
# make plates   draws the pictures of docs/specimen.md
# make imaging  draws the pictures of docs/imaging.md
# make package  builds the folder application for machines without Python into dist/
# Each does the set-up it needs first; what that is, .ci/setup.sh says.

BIN := .venv/bin
CHECKS := format lint types imports spelling content

.PHONY: run test check meshes plates imaging package setup $(CHECKS)

run: setup
	@$(BIN)/python main.py

test: check
	@$(BIN)/pytest -n 2

check: setup
	@$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target $(CHECKS)

meshes: setup
	@$(BIN)/anatomy-viewer sculpt

plates: setup
	@$(BIN)/anatomy-viewer render docs/plates.md --step all --no-labels --size 1100x1100 -o docs/pictures/plates

imaging: setup
	@$(BIN)/python -m anatomy_viewer.image_plates docs/pictures/imaging

package: setup
	@$(BIN)/python .ci/package/make.py

setup:
	@sh .ci/setup.sh

format:
	@$(BIN)/ruff format --check .

lint:
	@$(BIN)/ruff check .

types:
	@$(BIN)/mypy

imports:
	@$(BIN)/lint-imports --no-logo

spelling:
	@$(BIN)/codespell && echo "Spelling: nothing found"

content:
	@$(BIN)/anatomy-viewer check
