# $(shell) in a recipe sees what recipes before it made, and what the makefile itself wrote.
echo 1 > in; tick
write Makefile << 'EOF'
A := $(shell cat config)
$(file > config,written)
B := $(shell cat config)
all: ; @echo '$(B) $(shell cat made)'
all: made
made: in ; @cp in made
EOF
edit config old
umake; expect_output 'written 1'
edit in 2; edit config old
umake; expect_output 'written 2'
edit in 1; edit config old
umake; expect_output 'written 1'
umake; expect_output 'written 1'
# Of the same size, at once: nothing but the content tells them apart.
write Makefile << 'EOF'
$(file > config,aa)
A := $(shell cat config)
$(file > config,bb)
B := $(shell cat config)
$(file > config,cc)
C := $(shell cat config)
all: ; @echo '$(A) $(B) $(C)'
EOF
for _ in 1 2 3 4 5; do
  umake; expect_output 'aa bb cc'
done
