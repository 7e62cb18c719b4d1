#: about lines of an evaluated text have the number of the eval, recipe lines count on from it
define r
$1:
	@$$(warning one)echo $1
	@$$(warning two)echo $1
endef


$(eval $(call r,all))

all: b
$(eval $(call r,b))
c:
	@$(warning d)
	@$(warning $x)
all: c d
define r2
$1: ;@$$(warning one)$$(x)
	@$$(warning two)echo $1

	@$$(warning three)$$(x)
endef
$(eval $(call r2,d))