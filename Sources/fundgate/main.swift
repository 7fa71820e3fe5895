import Glibc
import Server

signal(SIGPIPE, SIG_IGN)
exit(await Program.run(Array(CommandLine.arguments.dropFirst()), environment: Program.environment))
