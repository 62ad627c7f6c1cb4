using Arthas.Agent.Threads;

return args is [ThreadReaderProcess.Verb] ? ThreadReaderProcess.Run() : 0;
