#: about seed 690315: an error in a value that got redefined names the new definition
#: env V1=env
V1 = $(word $(eval V1=))

x != echo a
