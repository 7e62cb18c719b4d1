#: $ printf 'V = a\\\r\n  b\r\nall: x ; @echo [$(V)]\r\nx:\r\n\t@echo x\r\ndefine D\r\none\r\ntwo\r\nendef\r\nifeq ($(V),a b)\r\n$(info same)\r\nelse\r\n$(info [$(D)])\r\nendif\r\n' > crlf.mk; make -f crlf.mk | od -An -c
#: $ printf '\357\273\277all: ; @echo bom\n' > bom.mk; make -f bom.mk
#: $ printf 'include bom.mk\n' > b.mk; make -f b.mk
#: $ printf 'all: ; @echo no end of line' > end.mk; make -f end.mk
#: $ printf 'all: ; @echo mac\rx: ; @echo x\r' > mac.mk; make -f mac.mk
#: about makefiles with CR LF, with a byte order mark, without a last line end
#: makefile none
