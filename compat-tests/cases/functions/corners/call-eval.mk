#: about values redefined while they are expanded; shell environments that need themselves
#: env BAR=orig
e := $(warning W$(1))
$(info A $(foreach i,1 2,$(eval i+=x)$(i)) $(i))
F = $(eval F := 3)x$(F)
$(info B $(F) $(F))
G = $(eval undefine G)y
$(info C $(G) $(G))
H = $(eval H = z$$1)y$1
$(info C $(call H,q) $(call H,q))
rec = $(if $1,$(call rec,$(wordlist 2,99,$1))$(firstword $1))
$(info D $(call rec,a b c d))
rev = $(let first rest,$1,$(if $(rest),$(call rev,$(rest)) )$(first))
$(info E $(call rev,a b c d))
outer = $(call inner,x)
inner = $1$2|$(origin 2)
$(info F $(call outer,a,b))
export FOO = $(shell echo [$$FOO])
$(info G $(FOO))
export BAR = $(shell echo [$$BAR])
$(info H $(BAR))
export BAZ = $(QUX)
export QUX = $(shell echo "<$$BAZ>")
$(info I $(shell echo $$FOO))
$(info I $(shell echo $$QUX))
all: ; @:
