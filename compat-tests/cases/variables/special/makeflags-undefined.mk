#: about MAKEFLAGS that was undefined has no effect until all makefiles are read
#: $ make
#: $ make -k X=y
#: $ make -e
#: $ make WHAT=-n
#: $ make -f plain -s
override undefine MAKEFLAGS
$(info 1[$(MAKEFLAGS)] $(origin MAKEFLAGS) $(MFLAGS))
MAKEFLAGS += -s $(WHAT)
$(info 2[$(MAKEFLAGS)] $(origin MAKEFLAGS) $(flavor MAKEFLAGS) $(MFLAGS))
MAKEFLAGS += B=1
$(info 3[$(MAKEFLAGS)] $(origin MAKEFLAGS) $(flavor MAKEFLAGS) $(MFLAGS) $(B))
all: ; echo '4[$(MAKEFLAGS)] $(origin MAKEFLAGS) $(flavor MAKEFLAGS) $(B)'; echo $${MAKEFLAGS-none}
#: file plain
undefine MAKEFLAGS
$(info 1[$(MAKEFLAGS)] $(origin MAKEFLAGS) $(MFLAGS))
MAKEFLAGS := -k
$(info 2[$(MAKEFLAGS)] $(origin MAKEFLAGS) $(flavor MAKEFLAGS) $(MFLAGS))
all: ; echo '4[$(MAKEFLAGS)] $(origin MAKEFLAGS) $(flavor MAKEFLAGS)'
