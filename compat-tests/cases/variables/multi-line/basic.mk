#: $ make
define two-lines
echo foo
echo $(bar)
endef
bar = b
define nested
define inner
x
endef
y
endef
define empty
endef
define with-comment # comment
v # not comment
endef # end
all:
	$(two-lines)
$(info [$(nested)] [$(empty)] [$(value two-lines)] [$(with-comment)])
