namespace Remit.Specs;
