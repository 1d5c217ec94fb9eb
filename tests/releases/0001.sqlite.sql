BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	password_hash VARCHAR, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT uq_account_email UNIQUE (email)
);
INSERT INTO "account" VALUES(1,'alice@example.org','Alice','owner','$argon2id$v=19$m=64,t=1,p=4$/V/Si1xPx9eW82Dgxyc5Jw$UDO+j8ufSYebbFosFibNR9dq8SwBCIexRbjjEv6cNSU');
INSERT INTO "account" VALUES(2,'bob@example.org','Bob','editor',NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE award (
	name VARCHAR NOT NULL, 
	recipient VARCHAR NOT NULL, 
	affiliation VARCHAR NOT NULL, 
	photo VARCHAR NOT NULL, 
	paper_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_award_paper_id_paper FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE SET NULL, 
	CONSTRAINT fk_award_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE
);
INSERT INTO "award" VALUES('Best paper','','A Place','',3,1,5,0,1);
CREATE TABLE date (
	label VARCHAR NOT NULL, 
	date DATE, 
	superseded JSON NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_date_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE
);
INSERT INTO "date" VALUES('Submission','2020-06-28','["2020-06-14"]',1,6,0,1);
CREATE TABLE edition (
	id INTEGER NOT NULL, 
	slug VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	tagline VARCHAR NOT NULL, 
	starts_on DATE, 
	venue VARCHAR NOT NULL, 
	timezone VARCHAR, 
	accent VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	header_version INTEGER NOT NULL, 
	CONSTRAINT pk_edition PRIMARY KEY (id), 
	CONSTRAINT uq_edition_slug UNIQUE (slug)
);
INSERT INTO "edition" VALUES(1,'2020','A workshop','Its tagline','2020-10-05','A venue','Europe/Copenhagen','madder',4,1);
INSERT INTO "edition" VALUES(3,'2021','A second','',NULL,'',NULL,'moss',2,2);
CREATE TABLE keynote (
	speaker VARCHAR NOT NULL, 
	affiliation VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	abstract VARCHAR NOT NULL, 
	bio VARCHAR NOT NULL, 
	photo VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_keynote_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE
);
INSERT INTO "keynote" VALUES('A Speaker','A University','A keynote','What it is *about*.','Who they are.','',4,3,0,1);
CREATE TABLE organizer (
	name VARCHAR NOT NULL, 
	affiliation VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_organizer_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE
);
INSERT INTO "organizer" VALUES('An Organizer','An Institute','https://example.org/organizer',1,7,0,1);
CREATE TABLE paper (
	authors VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_paper_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE
);
INSERT INTO "paper" VALUES('An Author, Another','A title — with a dash','https://example.org/paper',3,1,0,2);
INSERT INTO "paper" VALUES('','B','',12,8,0,1);
CREATE TABLE revision (
	id INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	verb VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" JSON NOT NULL, 
	"after" JSON NOT NULL, 
	account_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_revision PRIMARY KEY (id), 
	CONSTRAINT fk_revision_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE SET NULL, 
	CONSTRAINT fk_revision_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE, 
	CONSTRAINT uq_revision_edition_id UNIQUE (edition_id, version)
);
INSERT INTO "revision" VALUES(7,1,4,'remove','paper',9,'{"paper-9": {"id": 9, "section_id": 1, "position": 1, "version": 1, "authors": "", "title": "Gone", "url": ""}}','{}',1,'2020-01-02 00:00:00');
INSERT INTO "revision" VALUES(9,3,2,'save','edition',3,'{"edition-3": {"id": 3, "title": "A", "header_version": 1}}','{"edition-3": {"id": 3, "title": "A second", "header_version": 2}}',2,'2020-01-01 00:00:00');
CREATE TABLE section (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	edition_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	heading VARCHAR NOT NULL, 
	anchor VARCHAR NOT NULL, 
	intro VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_section_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE, 
	CONSTRAINT uq_section_edition_id UNIQUE (edition_id, anchor)
);
INSERT INTO "section" VALUES(1,1,0,'paper','Papers','papers','What was *accepted*.',1);
INSERT INTO "section" VALUES(2,1,1,'slot','Programme','programme','',1);
INSERT INTO "section" VALUES(3,1,2,'keynote','Keynotes','keynotes','',1);
INSERT INTO "section" VALUES(4,1,3,'text','About','about','',1);
INSERT INTO "section" VALUES(5,1,4,'award','Awards','awards','',1);
INSERT INTO "section" VALUES(6,1,5,'date','Dates','dates','',1);
INSERT INTO "section" VALUES(7,1,6,'organizer','Organizers','organizers','',1);
INSERT INTO "section" VALUES(8,3,0,'paper','Papers','papers','',1);
CREATE TABLE sign_in_link (
	id INTEGER NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	account_id INTEGER NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_sign_in_link PRIMARY KEY (id), 
	CONSTRAINT fk_sign_in_link_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT uq_sign_in_link_token_hash UNIQUE (token_hash)
);
INSERT INTO "sign_in_link" VALUES(1,'a hash',2,'2020-01-08 00:00:00');
CREATE TABLE slot (
	track VARCHAR NOT NULL, 
	start TIME, 
	"end" TIME, 
	kind VARCHAR NOT NULL, 
	speaker VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	recording VARCHAR NOT NULL, 
	paper_id INTEGER, 
	keynote_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_slot_keynote_id_keynote FOREIGN KEY(keynote_id) REFERENCES keynote (id) ON DELETE SET NULL, 
	CONSTRAINT fk_slot_paper_id_paper FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE SET NULL, 
	CONSTRAINT fk_slot_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE
);
INSERT INTO "slot" VALUES('Session 1','09:00:00','09:30:00','talk','A Presenter','','https://example.org/r',3,NULL,5,2,0,1);
INSERT INTO "slot" VALUES('Session 2','10:00:00','10:45:00','keynote','','','',NULL,4,6,2,1,1);
INSERT INTO "slot" VALUES('',NULL,NULL,'break','','Lunch','',NULL,NULL,7,2,2,1);
CREATE TABLE text (
	body VARCHAR NOT NULL, 
	picture VARCHAR NOT NULL, 
	alt VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_text_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE
);
INSERT INTO "text" VALUES('Some **bold** words.','','','https://example.org/',1,4,0,1);
CREATE INDEX ix_revision_row_id ON revision (row_id);
CREATE INDEX ix_section_edition_id ON section (edition_id);
CREATE INDEX ix_date_section_id ON date (section_id);
CREATE INDEX ix_keynote_section_id ON keynote (section_id);
CREATE INDEX ix_organizer_section_id ON organizer (section_id);
CREATE INDEX ix_paper_section_id ON paper (section_id);
CREATE INDEX ix_text_section_id ON text (section_id);
CREATE INDEX ix_award_paper_id ON award (paper_id);
CREATE INDEX ix_award_section_id ON award (section_id);
CREATE INDEX ix_slot_keynote_id ON slot (keynote_id);
CREATE INDEX ix_slot_paper_id ON slot (paper_id);
CREATE INDEX ix_slot_section_id ON slot (section_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('section',8);
INSERT INTO "sqlite_sequence" VALUES('paper',12);
INSERT INTO "sqlite_sequence" VALUES('keynote',4);
INSERT INTO "sqlite_sequence" VALUES('slot',7);
INSERT INTO "sqlite_sequence" VALUES('text',1);
INSERT INTO "sqlite_sequence" VALUES('award',1);
INSERT INTO "sqlite_sequence" VALUES('date',1);
INSERT INTO "sqlite_sequence" VALUES('organizer',1);
COMMIT;
