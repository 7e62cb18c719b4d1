#: about the order of .VARIABLES and of the rm line, with names of all lengths
#: $ for n in 1 2 4; do make -s N=$n list; done; make a.x; make -k a.y
#: $ make -pn none.mk | sed -n '/^# Files/,$s/^\([a-z0-9.]*\):.*/\1/p' | grep 'v[0-9]'
#: ignore *
numbers = $(foreach a,1 2 3 4 5 6 7 8 9,$(foreach b,0 1 2 3 4 5 6 7 8 9,$a$b))
$(foreach n,$(numbers),$(eval v$n = 1)$(eval long_variable_name_$n = 1)$(eval $n_is_in_it = 1))
$(foreach n,$(wordlist 1,4,$(numbers)),$(eval abcdefghijkl$n = 1)$(eval abcdefghijklm$n = 1))
# Enough to make the table grow.
ifeq ($(N),4)
$(foreach n,$(numbers),$(foreach m,0 1 2 3 4 5 6 7 8 9,$(eval grown$n$m = 1)))
endif
list: ; $(info $(filter v% long% abc% %it grown%,$(.VARIABLES)))@:
steps = i12345678901234567890 j1 k22 l333 m44444444444 n555555555555 o66666666666666666
a.x: $(steps:%=%.m) ; touch $@
%.m: ; @touch $@
.INTERMEDIATE: $(steps:%=%.m)
none.mk: $(numbers:%=v%)
$(numbers:%=v%): ;
