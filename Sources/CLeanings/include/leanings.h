/* What `learn-reading` learned from the labelled mails of Tests/Fixtures, as text: `Leanings` and `SignTable` tell how it is read. */

/* What words speak for. */
extern const char fg_words[];
extern const unsigned long fg_words_length;
static inline const void *fg_words_start(void) { return fg_words; }

/* What numbers are. */
extern const char fg_numbers[];
extern const unsigned long fg_numbers_length;
static inline const void *fg_numbers_start(void) { return fg_numbers; }

/* How often is paid. */
extern const char fg_frequencies[];
extern const unsigned long fg_frequencies_length;
static inline const void *fg_frequencies_start(void) { return fg_frequencies; }

/* What terms are counted in. */
extern const char fg_units[];
extern const unsigned long fg_units_length;
static inline const void *fg_units_start(void) { return fg_units; }

/* Which papers sentences ask for. */
extern const char fg_papers[];
extern const unsigned long fg_papers_length;
static inline const void *fg_papers_start(void) { return fg_papers; }

/* Which readings are right. */
extern const char fg_trust[];
extern const unsigned long fg_trust_length;
static inline const void *fg_trust_start(void) { return fg_trust; }
