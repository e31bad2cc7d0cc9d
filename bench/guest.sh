#!/bin/sh
# bench/guest.sh PART TABLE…: measures tables of a part of the benchmarks in a guest machine, where root may raise every
# limit, and keeps them in bench/results/PART.guest.json.
# bench/guest.sh test FILE…: runs system tests there and prints what they say.
# Needs root, Debian on x86-64, a built checkout, and
#   apt-get install qemu-system-x86 cpio gcc libc6-dev mount runit daemontools s6 bash busybox util-linux
# QEMU emulates one processor that takes a nanosecond for each instruction and waits in no time: the guest's clock counts
# instructions, so that what else this machine does changes no figure. All files are in the guest's memory; it has no disk.
set -eu

MEMORY=${MEMORY:-10G}
KERNEL=linux-image-cloud-amd64
PACKAGES="dash coreutils mount gcc libc6-dev runit daemontools s6 execline bash util-linux bsdutils libc-bin grep sed findutils"

main() {
  part=$1
  shift
  tables=$* files=$*
  checkout=$(cd "$(dirname "$0")/.." && pwd)
  results=bench/results/$part.guest.json
  if [ "$part" = test ]; then tables=test results=results.txt; fi
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  make_root "$work/root"
  first_process >"$work/root/init"
  chmod 755 "$work/root/init"
  (cd "$work/root" && find . | cpio -o -H newc --quiet) >"$work/root.cpio"
  run_guest
  # The guest ends them with a line of its own: half of them is nothing.
  [ "$(tail -n 1 "$work/results")" = complete ] || { echo "guest.sh: the guest did not finish" >&2; exit 1; }
  if [ "$part" = test ]; then
    sed '$d' "$work/results"
    ! grep -q '^exit [^0]' "$work/results"
  else
    sed '$d' "$work/results" >"$checkout/$results"
  fi
}

# A root file system: Debian's packages with all they depend on, this machine's Node, svforge as built here.
make_root() {
  mkdir -p "$1/usr" "$1/etc" "$1/proc" "$1/sys" "$1/dev" "$1/tmp" "$1/run" "$1/work/node_modules" "$1/work/bench/results"
  for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$1/$folder"; done
  files_of_packages | tar -C / -c -T - | tar -C "$1" -x
  [ -e "$1/usr/bin/sh" ] || ln -s dash "$1/usr/bin/sh"
  ln -sf gcc "$1/usr/bin/cc"
  cp /etc/os-release "$1/etc/"
  cp -L "$(command -v node)" "$1/usr/bin/node"
  for library in $(ldd "$(command -v node)" | grep -o '/[^ ]*'); do
    [ -e "$1$library" ] || cp -L "$library" "$1/usr/lib/"
  done
  cp -r "$checkout/dist" "$checkout/package.json" "$1/work/"
  if [ "$part" = test ]; then
    tests_and_their_tools "$1/work"
    return
  fi
  cp -r "$checkout/node_modules/koffi" "$checkout/node_modules/@koromix" "$1/work/node_modules/"
  [ ! -e "$checkout/$results" ] || cp "$checkout/$results" "$1/work/$results"
}

tests_and_their_tools() {
  cp /etc/passwd /etc/group "$1/../etc/"
  cp "$(command -v busybox)" "$1/../usr/bin/"
  cp -r "$checkout/src" "$checkout/test" "$checkout/schema" "$checkout/vitest.config.ts" "$1/"
  tar -C "$checkout/node_modules" -c --exclude @biomejs --exclude @typescript --exclude typescript \
    --exclude prettier . | tar -C "$1/node_modules" -x
}

# Their real places: /bin, /sbin, /lib and /lib64 are links into /usr.
files_of_packages() {
  # shellcheck disable=SC2046,SC2086
  dpkg -L $(apt-cache depends --recurse --installed --no-recommends --no-suggests --no-conflicts --no-breaks \
    --no-replaces --no-enhances $PACKAGES | grep -v '^[ <|]') |
    sed -E 's,^/(bin|sbin|lib|lib64)/,/usr/\1/,' | grep -v '^/usr/share' | sed -n 's,^/usr/,usr/,p' | sort -u |
    while read -r file; do if [ -f "/$file" ]; then echo "$file"; fi; done
}

# It switches the guest off, however far it came. Results leave through the second serial port.
first_process() {
  cat <<EOF
#!/bin/sh
set -e
export PATH=/usr/sbin:/usr/bin HOME=/
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t cgroup2 cgroup /sys/fs/cgroup
mount -t devtmpfs dev /dev
mkdir /dev/shm
for folder in /dev/shm /tmp /run; do mount -t tmpfs tmpfs \$folder; done
exec </dev/console >/dev/console 2>&1
stty raw </dev/ttyS1
ulimit -n 524288
trap 'echo o >/proc/sysrq-trigger; sleep 60' EXIT
cd /work
$(work_to_do)
{ cat $results; echo complete; } >/dev/ttyS1
EOF
}

work_to_do() {
  if [ "$part" = test ]; then
    echo "node node_modules/vitest/vitest.mjs run --project system --no-color $files >$results 2>&1 || echo exit \$? >>$results"
  else
    for table in $tables; do
      echo "node dist/dev/bench.js $part --only $table --rounds 1 --guest '$(description)'"
    done
  fi
}

description() {
  version=$(qemu-system-x86_64 --version | sed -nE 's/.*version ([0-9.]+).*/\1/p')
  echo "emulated by QEMU $version; its clock counts instructions, one a nanosecond"
}

# The kernel is only taken out of its package: installed, it might become the one that this machine boots.
run_guest() {
  cd "$work"
  apt-get download -qq -o APT::Sandbox::User=root "$(apt-cache depends "$KERNEL" | sed -n 's/ *Depends: //p')"
  dpkg-deb -x linux-image-*.deb kernel
  nice -n 19 qemu-system-x86_64 -machine q35 -m "$MEMORY" -smp 1 -cpu max \
    -accel tcg,thread=single -icount shift=0,sleep=off,align=off \
    -nodefaults -no-user-config -display none -no-reboot -serial stdio -serial file:results \
    -kernel kernel/boot/vmlinuz-* -initrd root.cpio \
    -append "console=ttyS0 quiet panic=-1 tsc=reliable clocksource=tsc" </dev/null
}

main "$@"
