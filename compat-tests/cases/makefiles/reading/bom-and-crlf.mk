#: makefile none
#: $ printf '\357\273\277X = 1\nall: ; @echo bom $(X)\n' > m.mk; make -f m.mk
#: $ printf 'X = 1 \\\r\n 2\r\nall: ; @echo "[$(X)]"\r\n' > c.mk; make -f c.mk | od -c | head
#: ignore *.mk
