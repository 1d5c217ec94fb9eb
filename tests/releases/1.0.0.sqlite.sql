BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	password_hash VARCHAR, totp_secret VARCHAR, totp_step INTEGER, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT uq_account_email UNIQUE (email)
);
INSERT INTO "account" VALUES(1,'alice@example.org','Alice','owner','$argon2id$v=19$m=64,t=1,p=4$5XUsLfO9E4bpEdVnKdokAg$q4/HUqEC5UkkwZRXTQaJ8OwucORGrZdaMDEXzzP4UgY',NULL,NULL);
INSERT INTO "account" VALUES(2,'bob@example.org','Bob','editor','$argon2id$v=19$m=64,t=1,p=4$5XUsLfO9E4bpEdVnKdokAg$q4/HUqEC5UkkwZRXTQaJ8OwucORGrZdaMDEXzzP4UgY',NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0074');
CREATE TABLE asked_link (
	address VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_asked_link PRIMARY KEY (address)
);
CREATE TABLE audit_entry (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	who VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	address VARCHAR(45) NOT NULL, 
	CONSTRAINT pk_audit_entry PRIMARY KEY (id)
);
CREATE TABLE "award" (
	name VARCHAR NOT NULL, 
	recipient VARCHAR NOT NULL, 
	affiliation VARCHAR NOT NULL, 
	photo VARCHAR NOT NULL, 
	paper_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, 
	CONSTRAINT fk_award_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE, 
	CONSTRAINT fk_award_paper_id_paper FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE SET NULL, 
	CONSTRAINT uq_award_edition_id UNIQUE (edition_id, number), 
	CONSTRAINT fk_award_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
CREATE TABLE "date" (
	label VARCHAR NOT NULL, 
	date DATE, 
	superseded JSON NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, uid VARCHAR, sequence INTEGER DEFAULT '0' NOT NULL, changed_at DATETIME, time TIME, zone VARCHAR, 
	CONSTRAINT fk_date_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE, 
	CONSTRAINT uq_date_edition_id UNIQUE (edition_id, number), 
	CONSTRAINT fk_date_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
INSERT INTO "date" VALUES('Before label','2030-02-28','["2030-02-14", "2030-02-21"]',1,6,0,1,1,1,NULL,0,NULL,'17:00:00.000000','Asia/Tokyo');
CREATE TABLE "edition" (
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
	state VARCHAR DEFAULT 'current' NOT NULL, 
	appears_at DATETIME, 
	uuid VARCHAR NOT NULL, 
	feed_id VARCHAR, ends_on DATE, attendance VARCHAR DEFAULT '' NOT NULL, picture VARCHAR DEFAULT '' NOT NULL, alt VARCHAR DEFAULT '' NOT NULL, crop INTEGER DEFAULT '50' NOT NULL, language VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_edition PRIMARY KEY (id), 
	CONSTRAINT uq_edition_slug UNIQUE (slug), 
	CONSTRAINT uq_edition_uuid UNIQUE (uuid)
);
INSERT INTO "edition" VALUES(1,'2031','A workshop','','2031-10-05','','Africa/Casablanca','madder',13,1,'current',NULL,'d25de426-ce39-4e77-9ce9-71daebc26a82',NULL,NULL,'','','',50,'');
CREATE TABLE erasure (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	who VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	places INTEGER NOT NULL, 
	brought_back BOOLEAN NOT NULL, 
	CONSTRAINT pk_erasure PRIMARY KEY (id)
);
CREATE TABLE grant (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	edition_id INTEGER, 
	track_number INTEGER, 
	CONSTRAINT pk_grant PRIMARY KEY (id), 
	CONSTRAINT fk_grant_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT fk_grant_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE SET NULL
);
CREATE TABLE "keynote" (
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
	crop INTEGER DEFAULT '50' NOT NULL, 
	number INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, 
	CONSTRAINT fk_keynote_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE, 
	CONSTRAINT uq_keynote_edition_id UNIQUE (edition_id, number), 
	CONSTRAINT fk_keynote_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
INSERT INTO "keynote" VALUES('A Speaker','A University','A keynote''s title','What it is *about*.','Who they are.','/media/79634e1d6c4b4e2cf3ce',1,2,0,2,25,1,1);
CREATE TABLE known_address (
	account_id INTEGER NOT NULL, 
	address VARCHAR NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_known_address PRIMARY KEY (account_id, address), 
	CONSTRAINT fk_known_address_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE TABLE last_number (
	edition_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_last_number PRIMARY KEY (edition_id, kind), 
	CONSTRAINT fk_last_number_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
INSERT INTO "last_number" VALUES(1,'text',1);
INSERT INTO "last_number" VALUES(1,'section',9);
INSERT INTO "last_number" VALUES(1,'keynote',1);
INSERT INTO "last_number" VALUES(1,'slot',1);
INSERT INTO "last_number" VALUES(1,'track',1);
INSERT INTO "last_number" VALUES(1,'paper',1);
INSERT INTO "last_number" VALUES(1,'award',1);
INSERT INTO "last_number" VALUES(1,'date',1);
INSERT INTO "last_number" VALUES(1,'organizer',1);
INSERT INTO "last_number" VALUES(1,'sponsor',1);
INSERT INTO "last_number" VALUES(1,'notice',1);
CREATE TABLE "notice" (
	text VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	shown_from DATETIME, 
	shown_until DATETIME, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, 
	CONSTRAINT fk_notice_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE, 
	CONSTRAINT uq_notice_edition_id UNIQUE (edition_id, number), 
	CONSTRAINT fk_notice_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
INSERT INTO "notice" VALUES('Before text','https://example.org/notice','2020-01-01 09:00:00.000000','2099-12-31 23:59:00.000000',1,9,0,1,1,1);
CREATE TABLE number_floor (
	edition_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_number_floor PRIMARY KEY (edition_id, kind), 
	CONSTRAINT fk_number_floor_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
CREATE TABLE old_address (
	path VARCHAR NOT NULL, 
	edition_id INTEGER NOT NULL, 
	CONSTRAINT pk_old_address PRIMARY KEY (path), 
	CONSTRAINT fk_old_address_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
CREATE TABLE "organizer" (
	name VARCHAR NOT NULL, 
	affiliation VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, photo VARCHAR DEFAULT '' NOT NULL, crop INTEGER DEFAULT '50' NOT NULL, 
	CONSTRAINT fk_organizer_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE, 
	CONSTRAINT uq_organizer_edition_id UNIQUE (edition_id, number), 
	CONSTRAINT fk_organizer_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
INSERT INTO "organizer" VALUES('Before name','Before affiliation','https://example.org/organizer',1,7,0,1,1,1,'/assets/organizer.jpg',25);
CREATE TABLE "paper" (
	authors VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, abstract VARCHAR DEFAULT '' NOT NULL, keywords VARCHAR DEFAULT '' NOT NULL, pdf VARCHAR DEFAULT '' NOT NULL, code VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT fk_paper_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE, 
	CONSTRAINT uq_paper_edition_id UNIQUE (edition_id, number), 
	CONSTRAINT fk_paper_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
INSERT INTO "paper" VALUES('An Author, et al.','A paper''s title','https://example.org/paper',1,4,0,2,1,1,'What it is *about*.','fairness, an *odd* one','https://example.org/paper.pdf','https://example.org/code');
CREATE TABLE passkey (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	credential_id VARCHAR NOT NULL, 
	public_key BLOB NOT NULL, 
	sign_count BIGINT NOT NULL, 
	made_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_passkey PRIMARY KEY (id), 
	CONSTRAINT fk_passkey_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT uq_passkey_credential_id UNIQUE (credential_id)
);
CREATE TABLE "picture" (
	id VARCHAR NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	taken_in_at DATETIME NOT NULL, 
	CONSTRAINT pk_picture PRIMARY KEY (id)
);
INSERT INTO "picture" VALUES('79634e1d6c4b4e2cf3ce',40,40,'2026-11-30 23:01:17.387819');
CREATE TABLE presence (
	account_id INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, 
	places VARCHAR NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_presence PRIMARY KEY (account_id, edition_id), 
	CONSTRAINT fk_presence_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT fk_presence_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
CREATE TABLE preview (
	token VARCHAR NOT NULL, 
	edition_id INTEGER NOT NULL, 
	CONSTRAINT pk_preview PRIMARY KEY (token), 
	CONSTRAINT fk_preview_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE, 
	CONSTRAINT uq_preview_edition_id UNIQUE (edition_id)
);
CREATE TABLE rate_limit (
	"key" VARCHAR NOT NULL, 
	full_at DOUBLE NOT NULL, 
	CONSTRAINT pk_rate_limit PRIMARY KEY ("key")
);
INSERT INTO "rate_limit" VALUES('f28ab1394c46ac0563c756ad257e9fe71bb8f3f3acd0fb7f1bb74a284102f829',1.79608010885545158388e+09);
INSERT INTO "rate_limit" VALUES('f3272a2dc94f443d3c5d3bf66a3fbde34fa80b37225e93a8253440fd6d41ad2c',1.79607976325545167927e+09);
INSERT INTO "rate_limit" VALUES('82e1b59c2ba248f2bc47f8b82b058dd1e1765b86f5eeb242f10abe4da4cae2e8',1.79616607686758327487e+09);
INSERT INTO "rate_limit" VALUES('d873e367cc2ae614b8f846e8dc3ae9d2931322e8222019ae8eb4e2ec17e0f2c7',1.79607973885374236104e+09);
CREATE TABLE recovery_code (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	code_hash VARCHAR NOT NULL, 
	CONSTRAINT pk_recovery_code PRIMARY KEY (id), 
	CONSTRAINT fk_recovery_code_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE TABLE rendering (
	"key" VARCHAR NOT NULL, 
	html VARCHAR NOT NULL, 
	CONSTRAINT pk_rendering PRIMARY KEY ("key")
);
INSERT INTO "rendering" VALUES('76f7c6302a8e216e1538310761e94a9941d609c1','<p>What it is <em>about</em>.</p>');
INSERT INTO "rendering" VALUES('3ae047ebe07e18156636652043bdb1ee8d5fb284','<p>Who they are.</p>');
CREATE TABLE rendition (
	name VARCHAR NOT NULL, 
	picture_id VARCHAR NOT NULL, 
	format VARCHAR NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_rendition PRIMARY KEY (name, picture_id), 
	CONSTRAINT fk_rendition_picture_id_picture FOREIGN KEY(picture_id) REFERENCES picture (id) ON DELETE CASCADE
);
INSERT INTO "rendition" VALUES('5fd43851f47dba284e84.webp','79634e1d6c4b4e2cf3ce','webp',40,40,X'52494646720000005745425056503820660000005004009D012A280028003ED15CA64CA825A3A22E2801001A09401855D20A00157FFB80005503E3FE69946000FEEBDE2F9B0832D1BFFC6F1EBBBD10EB5FBE90EDE65A3551F1E9A43F27E9F8F4D21ED37268059EB1E2FABC0914154F0B0256C3BDB31394000000');
INSERT INTO "rendition" VALUES('f6ee573f9d0a79987bd9.jpeg','79634e1d6c4b4e2cf3ce','jpeg',40,40,X'FFD8FFE000104A46494600010100000100010000FFDB00430006040506050406060506070706080A100A0A09090A140E0F0C1017141818171416161A1D251F1A1B231C1616202C20232627292A29191F2D302D283025282928FFDB0043010707070A080A130A0A13281A161A2828282828282828282828282828282828282828282828282828282828282828282828282828282828282828282828282828FFC20011080028002803012200021101031101FFC40017000101010100000000000000000000000000040506FFC40017010101010100000000000000000000000006050407FFDA000C03010002100310000001E6C4E672495C8CC9051C1AC39DBC924AE4664828E0D61CEDE4920CC9051C1FFFC400161001010100000000000000000000000000032010FFDA0008010100010502C797979797DFFFC4001A11000105010000000000000000000000000205103481B100FFDA0008010301013F01E5392558EA724AB1D4E495637FFFC4001B1100000701000000000000000000000000010205103481B100FFDA0008010201013F01E49884BD1749884BD1749884BD16FFC400161001010100000000000000000000000000012010FFDA0008010100063F02C24924937FFFC400161001010100000000000000000000000000C12010FFDA0008010100013F21C797979797DFFFDA000C030100020003000000100430C10C30430FFFC4001711000301000000000000000000000000001061F000FFDA0008010301013F10D321990CC83FFFC40014110100000000000000000000000000000030FFDA0008010201013F10100003FFC4001710000301000000000000000000000000002081F010FFDA0008010100013F10C92192192192192DFFD9');
CREATE TABLE "revision" (
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
	undoes INTEGER, 
	once VARCHAR, 
	account_name VARCHAR DEFAULT '' NOT NULL, uuid VARCHAR, reason VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_revision PRIMARY KEY (id), 
	CONSTRAINT uq_revision_edition_id UNIQUE (edition_id, version), 
	CONSTRAINT fk_revision_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE, 
	CONSTRAINT fk_revision_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE SET NULL, 
	CONSTRAINT uq_revision_once UNIQUE (once)
);
INSERT INTO "revision" VALUES(1,1,11,'save','paper',1,'{"paper-1": {"authors": "Before authors", "title": "Before title", "url": "https://example.org/paper", "abstract": "Before abstract", "keywords": "Before keywords", "pdf": "https://example.org/paper.pdf", "code": "https://example.org/code", "id": 1, "edition_id": 1, "number": 1, "section_id": 4, "position": 0, "version": 1}}','{"paper-1": {"authors": "An Author, et al.", "title": "A paper''s title", "url": "https://example.org/paper", "abstract": "What it is *about*.", "keywords": "fairness, an *odd* one", "pdf": "https://example.org/paper.pdf", "code": "https://example.org/code", "id": 1, "edition_id": 1, "number": 1, "section_id": 4, "position": 0, "version": 2}}',1,'2026-11-30 23:01:16.577100',NULL,'wW5IMdt29LHh_FVZ paper-1 2','','9b932ae3-8f57-4a85-8ae0-4f81110f30e9','');
INSERT INTO "revision" VALUES(2,1,12,'save','keynote',1,'{"keynote-1": {"speaker": "Before speaker", "affiliation": "Before affiliation", "title": "Before title", "abstract": "Before abstract", "bio": "Before bio", "photo": "/assets/speaker.jpg", "crop": 25, "id": 1, "edition_id": 1, "number": 1, "section_id": 2, "position": 0, "version": 1}}','{"keynote-1": {"speaker": "A Speaker", "affiliation": "A University", "title": "A keynote''s title", "abstract": "What it is *about*.", "bio": "Who they are.", "photo": "/media/79634e1d6c4b4e2cf3ce", "crop": 25, "id": 1, "edition_id": 1, "number": 1, "section_id": 2, "position": 0, "version": 2}}',1,'2026-11-30 23:01:17.465134',NULL,'OWFFK-zH5DtUNs72 keynote-1 2','','0e753d74-1f2a-41cc-99a6-c10e8fe264a0','');
INSERT INTO "revision" VALUES(3,1,13,'remove','award',1,'{"award-1": {"name": "Before name", "recipient": "Before recipient", "affiliation": "Before affiliation", "photo": "", "paper_id": null, "id": 1, "edition_id": 1, "number": 1, "section_id": 5, "position": 0, "version": 1}}','{}',1,'2026-11-30 23:01:18.554325',NULL,NULL,'','c178111b-47df-4009-b2c0-4fa235520b45','');
CREATE TABLE "section" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	edition_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	heading VARCHAR NOT NULL, 
	anchor VARCHAR NOT NULL, 
	intro VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	appears_at DATETIME, 
	hidden BOOLEAN DEFAULT 0 NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT uq_section_edition_id UNIQUE (edition_id, anchor), 
	CONSTRAINT fk_section_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE, 
	CONSTRAINT uq_section_number UNIQUE (edition_id, number)
);
INSERT INTO "section" VALUES(1,1,0,'text','text','texts-0','',1,NULL,0,1);
INSERT INTO "section" VALUES(2,1,1,'keynote','keynote','keynotes-1','',1,NULL,0,2);
INSERT INTO "section" VALUES(3,1,2,'slot','slot','slots-2','',1,NULL,0,3);
INSERT INTO "section" VALUES(4,1,3,'paper','paper','papers-3','',1,NULL,0,4);
INSERT INTO "section" VALUES(5,1,4,'award','award','awards-4','',1,NULL,0,5);
INSERT INTO "section" VALUES(6,1,5,'date','date','dates-5','',1,NULL,0,6);
INSERT INTO "section" VALUES(7,1,6,'organizer','organizer','organizers-6','',1,NULL,0,7);
INSERT INTO "section" VALUES(8,1,7,'sponsor','sponsor','sponsors-7','',1,NULL,0,8);
INSERT INTO "section" VALUES(9,1,8,'notice','notice','notices-8','',1,NULL,0,9);
CREATE TABLE session (
	id INTEGER NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	account_id INTEGER NOT NULL, 
	device VARCHAR NOT NULL, 
	started_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, confirmed_at DATETIME, 
	CONSTRAINT pk_session PRIMARY KEY (id), 
	CONSTRAINT fk_session_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT uq_session_token_hash UNIQUE (token_hash)
);
INSERT INTO "session" VALUES(1,'2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90',1,'A browser','2026-11-30 23:01:16.269290','2026-11-30 23:01:16.269307','2026-11-30 23:01:16.269311');
INSERT INTO "session" VALUES(2,'81b637d8fcd2c6da6359e6963113a1170de795e4b725b84d1e0b4cfd9ec58ce9',2,'A browser','2026-11-30 23:01:16.293680','2026-11-30 23:01:16.293699','2026-11-30 23:01:16.293703');
CREATE TABLE sign_in_link (
	id INTEGER NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	account_id INTEGER NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_sign_in_link PRIMARY KEY (id), 
	CONSTRAINT fk_sign_in_link_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT uq_sign_in_link_token_hash UNIQUE (token_hash)
);
CREATE TABLE silence (
	id INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, 
	finding VARCHAR NOT NULL, 
	said VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_silence PRIMARY KEY (id), 
	CONSTRAINT fk_silence_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE, 
	CONSTRAINT uq_silence_edition_id UNIQUE (edition_id, finding)
);
CREATE TABLE site (
	version INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	contact VARCHAR NOT NULL, 
	privacy VARCHAR NOT NULL, 
	legal VARCHAR NOT NULL, 
	new_editors VARCHAR NOT NULL, 
	new_sections VARCHAR NOT NULL, 
	saved_at DATETIME NOT NULL, 
	saved_by VARCHAR NOT NULL, languages VARCHAR DEFAULT '' NOT NULL, owner_factor VARCHAR DEFAULT 'optional' NOT NULL, 
	CONSTRAINT pk_site PRIMARY KEY (version)
);
INSERT INTO "site" VALUES(1,'','','','','all','shown','2026-11-30 23:01:15','','','optional');
CREATE TABLE "slot" (
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
	number INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, 
	uid VARCHAR, 
	sequence INTEGER DEFAULT '0' NOT NULL, 
	changed_at DATETIME, 
	day INTEGER DEFAULT '1' NOT NULL, 
	room VARCHAR DEFAULT ('') NOT NULL, 
	delay INTEGER DEFAULT '0' NOT NULL, 
	pinned BOOLEAN DEFAULT 0 NOT NULL, 
	track_id INTEGER, 
	CONSTRAINT fk_slot_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE, 
	CONSTRAINT fk_slot_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE, 
	CONSTRAINT uq_slot_edition_id UNIQUE (edition_id, number), 
	CONSTRAINT fk_slot_paper_id_paper FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE SET NULL, 
	CONSTRAINT fk_slot_keynote_id_keynote FOREIGN KEY(keynote_id) REFERENCES keynote (id) ON DELETE SET NULL, 
	CONSTRAINT fk_slot_track_id_track FOREIGN KEY(track_id) REFERENCES track (id) ON DELETE SET NULL
);
INSERT INTO "slot" VALUES('09:00:00.000000','09:30:00.000000','talk','Before speaker','Before title','https://example.org/recording',NULL,NULL,1,3,0,1,1,1,NULL,0,NULL,1,'Before room',0,0,1);
CREATE TABLE "sponsor" (
	name VARCHAR NOT NULL, 
	level VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	logo VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, 
	CONSTRAINT fk_sponsor_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE, 
	CONSTRAINT uq_sponsor_edition_id UNIQUE (edition_id, number), 
	CONSTRAINT fk_sponsor_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
INSERT INTO "sponsor" VALUES('Before name','Before level','https://example.org/sponsor','/assets/logo.png',1,8,0,1,1,1);
CREATE TABLE "suggestion" (
	id INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	"before" JSON NOT NULL, 
	"after" JSON NOT NULL, 
	note VARCHAR NOT NULL, 
	from_name VARCHAR NOT NULL, 
	from_email VARCHAR NOT NULL, 
	asked BOOLEAN NOT NULL, 
	at DATETIME NOT NULL, 
	state VARCHAR NOT NULL, 
	decided_by INTEGER, 
	decided_at DATETIME, 
	once VARCHAR, 
	decided_by_name VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_suggestion PRIMARY KEY (id), 
	CONSTRAINT fk_suggestion_decided_by_account FOREIGN KEY(decided_by) REFERENCES account (id) ON DELETE SET NULL, 
	CONSTRAINT fk_suggestion_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE, 
	CONSTRAINT uq_suggestion_once UNIQUE (once)
);
INSERT INTO "suggestion" VALUES(1,1,'paper',1,2,'{"title": "A paper''s title", "authors": "An Author, et al.", "url": "https://example.org/paper"}','{"title": "A better title", "authors": "An Author", "url": ""}','','','',0,'2026-11-30 23:01:18.874497','open',NULL,NULL,'1b3d97fedddba2073770d81638f14858169911df15c6b2d8dc5e8cfcac5d5007','');
CREATE TABLE "suggestion_link" (
	id INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	token VARCHAR NOT NULL, 
	CONSTRAINT pk_suggestion_link PRIMARY KEY (id), 
	CONSTRAINT fk_suggestion_link_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE, 
	CONSTRAINT uq_suggestion_link_edition_id UNIQUE (edition_id, kind, row_id)
);
CREATE TABLE "text" (
	body VARCHAR NOT NULL, 
	picture VARCHAR NOT NULL, 
	alt VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	edition_id INTEGER NOT NULL, 
	CONSTRAINT fk_text_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE, 
	CONSTRAINT uq_text_edition_id UNIQUE (edition_id, number), 
	CONSTRAINT fk_text_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE
);
INSERT INTO "text" VALUES('Before body','','','https://example.org/text',1,1,0,1,1,1);
CREATE TABLE track (
	name VARCHAR NOT NULL, 
	room VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	edition_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT fk_track_edition_id_edition FOREIGN KEY(edition_id) REFERENCES edition (id) ON DELETE CASCADE, 
	CONSTRAINT fk_track_section_id_section FOREIGN KEY(section_id) REFERENCES section (id) ON DELETE CASCADE, 
	CONSTRAINT uq_track_edition_id UNIQUE (edition_id, number)
);
INSERT INTO "track" VALUES('EPIMI','',1,1,1,3,0,1);
CREATE INDEX ix_session_account_id ON session (account_id);
CREATE INDEX ix_recovery_code_account_id ON recovery_code (account_id);
CREATE INDEX ix_passkey_account_id ON passkey (account_id);
CREATE INDEX ix_grant_account_id ON grant (account_id);
CREATE INDEX ix_grant_edition_id ON grant (edition_id);
CREATE INDEX ix_rate_limit_full_at ON rate_limit (full_at);
CREATE INDEX ix_revision_row_id ON revision (row_id);
CREATE INDEX ix_suggestion_edition_id_state ON suggestion (edition_id, state);
CREATE INDEX ix_section_edition_id ON section (edition_id);
CREATE INDEX ix_date_section_id ON date (section_id);
CREATE INDEX ix_keynote_section_id ON keynote (section_id);
CREATE INDEX ix_organizer_section_id ON organizer (section_id);
CREATE INDEX ix_paper_section_id ON paper (section_id);
CREATE INDEX ix_text_section_id ON text (section_id);
CREATE INDEX ix_award_paper_id ON award (paper_id);
CREATE INDEX ix_award_section_id ON award (section_id);
CREATE INDEX ix_sponsor_section_id ON sponsor (section_id);
CREATE INDEX ix_notice_section_id ON notice (section_id);
CREATE INDEX ix_track_section_id ON track (section_id);
CREATE INDEX ix_slot_paper_id ON slot (paper_id);
CREATE INDEX ix_slot_section_id ON slot (section_id);
CREATE INDEX ix_slot_keynote_id ON slot (keynote_id);
CREATE INDEX ix_slot_track_id ON slot (track_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('section',9);
INSERT INTO "sqlite_sequence" VALUES('date',1);
INSERT INTO "sqlite_sequence" VALUES('keynote',1);
INSERT INTO "sqlite_sequence" VALUES('organizer',1);
INSERT INTO "sqlite_sequence" VALUES('paper',1);
INSERT INTO "sqlite_sequence" VALUES('text',1);
INSERT INTO "sqlite_sequence" VALUES('award',1);
INSERT INTO "sqlite_sequence" VALUES('sponsor',1);
INSERT INTO "sqlite_sequence" VALUES('notice',1);
INSERT INTO "sqlite_sequence" VALUES('slot',1);
INSERT INTO "sqlite_sequence" VALUES('track',1);
COMMIT;
