#: $ make
# a comment \
  that goes on \
X = no
X = a#b
Y = a\#b
Z = a \\#b
W = a   # spaces stay
all: # comment here
	@echo '$(X)' '$(Y)' '$(Z)' '$(W)'
	# a comment for the shell
	@# silent
	@echo 'a # b' \# c
define D
# in a define
v
endef
$(info [$(D)])
