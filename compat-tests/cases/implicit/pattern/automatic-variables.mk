#: $ at 1 b; at 9 dir/x.y 2>/dev/null; mkdir dir; at 9 dir/x.y; make dir/x.z
%.z: %.y b | o
	@echo '@ $@ < $< * $* ^ $^ + $+ ? $? | $|'
	@echo '@D $(@D) @F $(@F) *D $(*D) *F $(*F) <D $(<D) <F $(<F) ^D $(^D) ^F $(^F) +D $(+D) ?D $(?D) ?F $(?F) % $% %D $(%D)'
o: ; @:
