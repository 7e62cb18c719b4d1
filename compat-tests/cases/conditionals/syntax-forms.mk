#: $ make
ifeq (a,a)
$(info 1)
endif
ifeq 'a' "a"
$(info 2)
endif
ifeq "a" 'b'
else ifneq (x,y)
$(info 3)
else
$(info no)
endif
ifeq ( a , a )
$(info 4 spaces stripped)
else
$(info 4 spaces kept)
endif
ifeq ($(subst a,b,a,a),b,b)
$(info 5)
endif
ifneq (,)
$(info no)
else ifdef UNSET
$(info no)
else ifndef UNSET
$(info 6)
endif
all:;@:
