#!/bin/sh
# Installs Loupe on a machine without a network: the station, and those of its dependencies that the machine lacks.
set -e
cd "$(dirname "$0")"
[ "$(id -u)" = 0 ] || { echo "Run it as root: sudo ./install.sh" >&2; exit 1; }
sha256sum --quiet --check SHA256SUMS || { echo "The archive is damaged: copy it again." >&2; exit 1; }

architecture=$(dpkg --print-architecture)
[ -e loupe-station_*_"$architecture".deb ] || { echo "This archive is for another processor than $architecture." >&2; exit 1; }

set -- loupe-station_*.deb
for file in needed/*.deb; do
    name=$(dpkg-deb --field "$file" Package)
    [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$name" 2> /dev/null)" = installed ] || set -- "$file" "$@"
done
DEBIAN_FRONTEND=noninteractive dpkg --install "$@"
echo "Loupe is installed. docs: /usr/share/doc/loupe-station/install.md"
