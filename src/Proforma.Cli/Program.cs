using Proforma.Cli;

return ConsoleHead.Run(args);
