#: $ make
all:
	cd / ; pwd
	@pwd | sed 's,.*/,,'
	@x=1
	@echo "[$$x]"
