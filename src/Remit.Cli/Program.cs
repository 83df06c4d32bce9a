using Remit.Cli;

return await CommandLine.Run(args, new Terminal(Console.Out, Console.Error, TimeProvider.System, Console.In));
