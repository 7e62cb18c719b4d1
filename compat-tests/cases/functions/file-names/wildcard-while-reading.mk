# What is there is looked at again after anything that may have changed it.
$(info [$(wildcard a)] [$(wildcard a b)])
$(shell touch a)
$(info shell [$(wildcard a)] [$(wildcard a b)])
X != rm a; touch b
$(info != [$(wildcard a)] [$(wildcard a b)])
$(file >a,text)
$(info file [$(wildcard a)] [$(wildcard a b)])
$(info same [$(wildcard a)] [$(wildcard ./a)] [$(wildcard a*)])
all: c
	@echo recipe $(wildcard c) $(wildcard b)
c: ; @rm b; touch c
