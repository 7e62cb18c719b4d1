define nested
define # x
define  y  # y
endef # a
  endef # \
   b
define f
endef#c
endef
define g
endef  #d
define h
endef \# x
endef # e
endef # e
$(info [$(nested)])
define a
 # comment
 define b #c
 endef \# x
 endef 
endef # x
$(info [$(a)])
