# A makefile that is touched, and remade within the same tick of the clock, is read again all the same.
write Makefile << 'EOF'
all: ; @echo 'setting $(SETTING)'
include settings.mk
settings.mk: settings.in
	@cp $< $@
EOF
for value in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  echo "SETTING = $((value % 3))" > settings.in
  [ "$value" = 1 ] || touch settings.mk
  umake; expect_output "setting $((value % 3))"
done
