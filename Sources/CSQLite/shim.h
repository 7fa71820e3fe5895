#include <sqlite3.h>

/* SQLITE_TRANSIENT is a macro with a cast, which Swift cannot import. */
static inline int fg_sqlite3_bind_text(sqlite3_stmt *statement, int index, const char *text, int length) {
    return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}

static inline int fg_sqlite3_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int length) {
    return sqlite3_bind_blob(statement, index, bytes, length, SQLITE_TRANSIENT);
}

/* Extended result codes are macros with arithmetic, which Swift cannot import. */
static const int FG_SQLITE_CONSTRAINT_UNIQUE = SQLITE_CONSTRAINT_UNIQUE;
static const int FG_SQLITE_CONSTRAINT_PRIMARYKEY = SQLITE_CONSTRAINT_PRIMARYKEY;
static const int FG_SQLITE_CONSTRAINT_TRIGGER = SQLITE_CONSTRAINT_TRIGGER;
/* syncfs(2): Swift's module of glibc leaves out what stands behind _GNU_SOURCE. */
extern int syncfs(int descriptor);

