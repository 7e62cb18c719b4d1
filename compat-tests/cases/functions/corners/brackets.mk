#: about commas and brackets in arguments and names
comma := ,
lp := (
rp := )
$(info [$(subst $(comma),;,a,b)] [$(subst $(lp),<,a(b)c)] [$(subst $(lp),<,$(subst $(rp),>,a(b)c))])
l1 := ${subst (,<,a(b}
$(info [$(l1)] [$(subst {,<,a{b)] [$(if x,(a,b),c)] [$(if ,(a,b),c,d)] [$(call id,(a,b))])
id = $1|$2
$(info [$(call id,$(comma),b)] [$(call id,(a,b),c)] [$(call id,${comma}a,{b,c})] [${call id,{a,b},(c,d)}])
$(info [$(words (a b) c)] [$(firstword $(call id,a b,c))] [$(patsubst (%),[%],(a) (b))])
$(info [$(foreach i,(a b),$i)] [$(foreach i,$(lp) a,$i)])
$(info [$(or $(comma),b)] [$(and (a,b),c)] [$(and (,),c)])
$(info [$( a )] [$(a b)] [$(a,b)])
a,b = comma name
$(info [$(a,b)] [$(a b)] [$(call a,b)] [$(origin a,b)] [$(value a b)])
$(info [$(x:$(comma)=b)] [$(comma:,=;)] [$(comma:%=[%])] [[$(rp:$(rp)=y)])

all:;
