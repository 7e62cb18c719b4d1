# What a recipe heard from a network connection or read from a device is nothing that files tell:
# neither is given again. Nor is what another process hands over through a socket or a pipe of the
# file system.
stored() { "$UMAKE" --cache=status | sed -n 's/^results: *\([0-9]*\).*/\1/p'; }
cat > "$case_top/server.py" << 'EOF'
import socket, sys
server = socket.create_server(('127.0.0.1', 0))
open(sys.argv[1], 'w').write(str(server.getsockname()[1]))
for answer in range(100):
    connection, _ = server.accept()
    connection.sendall(b'answer %d\n' % answer)
    connection.close()
EOF
cat > client.py << 'EOF'
import socket, sys
print(socket.create_connection(('127.0.0.1', int(sys.argv[1]))).makefile().readline(), end='')
EOF
python3 "$case_top/server.py" "$case_top/port" > /dev/null 2>&1 &
server=$!
trap 'kill $server 2> /dev/null' EXIT
for _ in $(seq 200); do [ -s "$case_top/port" ] && break; sleep 0.02; done
write Makefile << 'EOF'
asked: ; @python3 client.py $(PORT) > $@
.PHONY: ask
ask: ; @python3 client.py $(PORT)
EOF
port=$(cat "$case_top/port")
umake asked PORT=$port; expect_file asked 'answer 0'
[ "$(stored)" = 0 ] || fail 'a network connection is kept'
rm asked; umake asked PORT=$port; expect_file asked 'answer 1'
umake --mode=ultra ask PORT=$port; expect_output 'answer 2'
umake --mode=ultra ask PORT=$port; expect_output 'answer 3'

write Makefile << 'EOF'
device: ; @: < $(DEVICE); echo device > $@
fifo: ; @cat pipe > $@
EOF
for device in  /dev/fuse /dev/net/tun /dev/loop-control /dev/kmsg; do
  (: < $device) 2> /dev/null || continue
  rm -f device; umake device DEVICE=$device; expect_status 0
  [ "$(stored)" = 0 ] || fail "what $device said is kept"
done
mkfifo pipe
for word in one two; do
  echo $word > pipe & umake fifo; expect_file fifo $word
  wait $!
  [ "$(stored)" = 0 ] || fail 'what a pipe said is kept'
  rm fifo
done
