/* The interface between umake and the shared objects that a makefile's `load` directive names: that
   of GNU make 4.4, as its manual documents it ("Loading Dynamic Objects"), so that an object built
   against either header works with both programs. See the manual page umake(1), "PLUG-INS".

   An object defines `int plugin_is_GPL_compatible;` and
     int NAME_gmk_setup (const gmk_floc *where);
   NAME is the base name of its file up to the first character that is no letter, digit or
   underscore; `where` is the load directive. The function returns 0 when it failed, -1 when umake
   shall not remake the object's file as it remakes makefiles, else another number.

   Everything here may be called only while umake is calling the object. After an error in what
   gmk_expand, gmk_eval or gmk_add_function was given, umake prints it and ends: the call does not
   return. */
#ifndef UMAKE_GNUMAKE_H
#define UMAKE_GNUMAKE_H

#ifdef __cplusplus
extern "C" {
#endif

/* A place in a makefile. */
typedef struct {
  const char *filenm;
  unsigned long lineno;
} gmk_floc;

/* A function of makefiles: its name, the number of its arguments, and the arguments with a null
   pointer after the last. They may be written to, and are gone when it returns. The result is null,
   which stands for no text, or comes from gmk_alloc; umake frees it. */
typedef char *(*gmk_func_ptr)(const char *name, unsigned int argc, char **argv);

#define GMK_FUNC_DEFAULT 0x00
/* The function gets its arguments as they are written, not expanded. */
#define GMK_FUNC_NOEXPAND 0x01

/* Memory to be returned to umake, not cleared; the end of memory for either side. */
char *gmk_alloc(unsigned int bytes);
void gmk_free(char *memory);

/* The expansion of `text`. The caller frees it with gmk_free. */
char *gmk_expand(const char *text);

/* Reads `text` as part of a makefile. `where`, if not null, is the place that messages name. */
void gmk_eval(const char *text, const gmk_floc *where);

/* Gives makefiles a function of that name: 1 to 255 letters, digits, `.`, `-` and `_`, the first no
   `.`. The numbers of arguments are 0 to 255; a `max_args` of 0 means that any number will do. When
   a call has more than `max_args`, the last one holds the rest, commas included. */
void gmk_add_function(const char *name, gmk_func_ptr func, unsigned int min_args,
                      unsigned int max_args, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif
