/* What `learn-reading` learned from the labelled mails of Tests/Fixtures: docs/reading.md tells how it is read. */
extern const char fg_leanings[];
extern const unsigned long fg_leanings_length;

static inline const void *fg_leanings_start(void) { return fg_leanings; }
