using Proforma.Cli;

return ConsoleHead.Main(args);
