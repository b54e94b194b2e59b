#!/bin/sh
# Adds Anatomy Viewer to this user's menu and opens lesson packs (.avpack) with it. No administrator is needed.
# add-to-menu.sh --remove takes it away again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
menu=$data/applications/anatomy-viewer.desktop
kind=$data/mime/packages/anatomy-viewer.xml

update() {
    for tool in "update-mime-database $data/mime" "update-desktop-database $data/applications" "gtk-update-icon-cache -q $data/icons/hicolor"; do
        command -v "${tool%% *}" >/dev/null 2>&1 && $tool 2>/dev/null || true
    done
}

if [ "${1:-}" = --remove ]; then
    rm -f "$menu" "$kind" "$data"/icons/hicolor/*/apps/anatomy-viewer.png "$data/icons/hicolor/scalable/apps/anatomy-viewer.svg"
    update
    echo "Anatomy Viewer is no longer in the menu."
    exit
fi
mkdir -p "$data/applications" "$data/mime/packages" "$data/icons/hicolor/scalable/apps"
for side in 16 32 48 64 128 256; do
    mkdir -p "$data/icons/hicolor/${side}x$side/apps"
    cp "$here/icons/anatomy-viewer-$side.png" "$data/icons/hicolor/${side}x$side/apps/anatomy-viewer.png"
done
cp "$here/icons/anatomy-viewer.svg" "$data/icons/hicolor/scalable/apps/"
cp "$here/anatomy-viewer.xml" "$kind"
sed "s|@HERE@|$here|g" "$here/anatomy-viewer.desktop" >"$menu"
update
echo "Anatomy Viewer is in the menu now."
