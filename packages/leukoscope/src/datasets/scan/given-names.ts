/**
 * Given names common among living people in English, Spanish, Portuguese, French and German, of at least four letters,
 * without those that are also words of the field or of every day. Compared without accents and in lower case.
 */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  `adriana agnes alejandra alejandro alexander alexandra alfonso alfredo alice alicia amanda amelia andrea andreas andres
  andrew angela anita anna anne annette anthony antonia antonio arturo barbara beatriz benjamin bernardo bernd birgit
  brenda brian camila carla carlos carmen carolina caroline catherine cecilia charles charlotte christian christina
  christine christopher clara claudia cristina daniel daniela david deborah diana diego dieter dolores donald dorothy
  edgar eduardo edward elena elizabeth emilia emily emma enrique erika ernesto esteban esther eugenia fabian felipe
  fernanda fernando francesca francisca francisco francois frank franz friedrich gabriel gabriela gerardo gisela gloria
  gonzalo graciela gregory guadalupe guillermo gustavo hans hector heike heinz helen helena henry hernan hugo ignacio
  ines ingrid irene isabel isabella ivan jacqueline jaime james janet javier jean jeffrey jennifer jessica jesus joan
  joao joaquin johann john jonathan jorge jose josef josefina joseph joshua juan juana juergen julia julian juliana julie
  julio karen karin karl katherine katrin kenneth kevin klaus laura lawrence leonardo leticia linda lorena louise lucas
  lucia luis luisa lukas magdalena manfred manuel manuela marcela marcelo marco marcos margaret margarita maria mariana
  mario marta martha martin martina mary matthew matthias mauricio michael michel michelle miguel mohamed mohammed monica
  monika nancy natalia nathalie nicholas nicolas norma olga oscar pablo patricia patrick paul paula paulo pedro peter
  petra philip philipp philippe pierre rafael ramon raquel raul rebecca ricardo richard robert roberto rodrigo rodolfo
  rogelio rolando rosa rosario ruben rudolf ruth samuel sandra santiago sara sarah sebastian sergio sharon silvia simon
  simone sofia sonia stefan stefanie stephen steven susan susana susanne sylvia teresa thomas timothy tobias ursula
  valentina valeria vanessa veronica vicente victor victoria vincent virginia walter werner william wolfgang xavier
  ximena yolanda`.split(/\s+/),
);
