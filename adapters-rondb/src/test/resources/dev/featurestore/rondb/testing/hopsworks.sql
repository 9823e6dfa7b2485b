-- The tables of a Hopsworks metadata database that a feature store server reads, with the columns that matter and
-- some that do not. A line that ends in "-- 3.3", "-- 4.x 5.x" and so on exists in these generations only; on the
-- first line of a statement it counts for the whole statement.

CREATE TABLE `project` (
  `id` int NOT NULL AUTO_INCREMENT,
  `inode_pid` bigint NOT NULL DEFAULT 0, -- 3.3
  `projectname` varchar(100) NOT NULL,
  `username` varchar(150) NOT NULL,
  `created` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `payment_type` varchar(255) NOT NULL DEFAULT 'PREPAID',
  `kafka_max_num_topics` int NOT NULL DEFAULT 100,
  `creation_status` tinyint NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `project_name_uq` (`projectname`),
  KEY `project_username_ix` (`username`)
);

CREATE TABLE `users` (
  `uid` int NOT NULL AUTO_INCREMENT,
  `username` varchar(10) NOT NULL,
  `password` varchar(128) NOT NULL DEFAULT '12fa520ec8f65d3a6feacfa97a705e622e1fea95b80b521ec016e43874dfed5a',
  `email` varchar(150) NOT NULL,
  `fname` varchar(30) NULL DEFAULT NULL,
  `lname` varchar(30) NULL DEFAULT NULL,
  `activated` timestamp NULL DEFAULT NULL,
  `status` int NOT NULL DEFAULT 2,
  `mode` int NOT NULL DEFAULT 0,
  `max_num_projects` int NOT NULL DEFAULT 10,
  PRIMARY KEY (`uid`),
  UNIQUE KEY `users_username_uq` (`username`),
  UNIQUE KEY `users_email_uq` (`email`)
);

CREATE TABLE `project_team` (
  `project_id` int NOT NULL,
  `team_member` varchar(150) NOT NULL,
  `team_role` varchar(32) NOT NULL,
  `added` timestamp NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`project_id`, `team_member`),
  KEY `project_team_member_ix` (`team_member`)
);

CREATE TABLE `api_key` (
  `id` int NOT NULL AUTO_INCREMENT,
  `prefix` varchar(45) NOT NULL,
  `secret` varchar(512) NOT NULL,
  `salt` varchar(256) NOT NULL,
  `created` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `modified` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `name` varchar(45) NOT NULL,
  `user_id` int NOT NULL,
  `reserved` tinyint NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  UNIQUE KEY `api_key_prefix_uq` (`prefix`),
  UNIQUE KEY `api_key_name_uq` (`user_id`, `name`)
);

CREATE TABLE `feature_store` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(100) NOT NULL,
  `project_id` int NOT NULL,
  `created` timestamp NULL DEFAULT CURRENT_TIMESTAMP,
  `hive_db_id` bigint NOT NULL DEFAULT 0, -- 3.3
  PRIMARY KEY (`id`),
  KEY `feature_store_project_ix` (`project_id`)
);

CREATE TABLE `feature_group` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(63) NOT NULL,
  `feature_store_id` int NOT NULL,
  `created` timestamp NULL DEFAULT CURRENT_TIMESTAMP,
  `creator` int NOT NULL DEFAULT 10000,
  `version` int NOT NULL,
  `description` varchar(1000) NULL DEFAULT NULL,
  `feature_group_type` int NOT NULL DEFAULT 0,
  `on_demand_feature_group_id` int NULL DEFAULT NULL,
  `cached_feature_group_id` int NULL DEFAULT NULL,
  `stream_feature_group_id` int NULL DEFAULT NULL,
  `event_time` varchar(63) NULL DEFAULT NULL,
  `online_enabled` tinyint NULL DEFAULT NULL,
  `topic_name` varchar(255) NULL DEFAULT NULL, -- 4.x 5.x
  `deprecated` tinyint NULL DEFAULT NULL, -- 4.x 5.x
  `ttl` int NULL DEFAULT NULL, -- 5.x
  `ttl_enabled` tinyint NOT NULL DEFAULT 0, -- 5.x
  PRIMARY KEY (`id`),
  UNIQUE KEY `feature_group_name_uq` (`feature_store_id`, `name`, `version`),
  KEY `feature_group_on_demand_ix` (`on_demand_feature_group_id`),
  KEY `feature_group_cached_ix` (`cached_feature_group_id`),
  KEY `feature_group_stream_ix` (`stream_feature_group_id`)
);

CREATE TABLE `on_demand_feature_group` (
  `id` int NOT NULL AUTO_INCREMENT,
  `query` varchar(11000) NULL DEFAULT NULL,
  `connector_id` int NULL DEFAULT NULL,
  `path` varchar(1000) NULL DEFAULT NULL,
  `data_format` varchar(10) NULL DEFAULT NULL,
  `spine` tinyint NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
);

CREATE TABLE `on_demand_feature` (
  `id` int NOT NULL AUTO_INCREMENT,
  `on_demand_feature_group_id` int NULL DEFAULT NULL,
  `name` varchar(1000) NOT NULL,
  `primary_column` tinyint NOT NULL DEFAULT 0,
  `description` varchar(10000) NULL DEFAULT NULL,
  `type` varchar(1000) NOT NULL,
  `idx` int NOT NULL DEFAULT 0,
  `default_value` varchar(400) NULL DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `on_demand_feature_group_ix` (`on_demand_feature_group_id`)
);

CREATE TABLE `cached_feature_extra_constraints` (
  `id` int NOT NULL AUTO_INCREMENT,
  `cached_feature_group_id` int NULL DEFAULT NULL,
  `stream_feature_group_id` int NULL DEFAULT NULL,
  `name` varchar(63) NOT NULL,
  `primary_column` tinyint NOT NULL DEFAULT 0,
  `hudi_precombine_key` tinyint NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `constraints_cached_ix` (`cached_feature_group_id`),
  KEY `constraints_stream_ix` (`stream_feature_group_id`)
);

CREATE TABLE `feature_view` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(63) NOT NULL,
  `feature_store_id` int NOT NULL,
  `created` timestamp NULL DEFAULT CURRENT_TIMESTAMP,
  `creator` int NOT NULL DEFAULT 10000,
  `version` int NOT NULL,
  `description` varchar(10000) NULL DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `feature_view_name_uq` (`feature_store_id`, `name`, `version`)
);

CREATE TABLE `training_dataset_join` (
  `id` int NOT NULL AUTO_INCREMENT,
  `training_dataset` int NULL DEFAULT NULL,
  `feature_group` int NULL DEFAULT NULL,
  `feature_group_commit_id` bigint NULL DEFAULT NULL,
  `type` tinyint NOT NULL DEFAULT 0,
  `idx` int NOT NULL DEFAULT 0,
  `prefix` varchar(63) NULL DEFAULT NULL,
  `feature_view_id` int NULL DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `join_view_ix` (`feature_view_id`),
  KEY `join_group_ix` (`feature_group`)
);

CREATE TABLE `training_dataset_feature` (
  `id` int NOT NULL AUTO_INCREMENT,
  `training_dataset` int NULL DEFAULT NULL,
  `feature_group` int NULL DEFAULT NULL,
  `name` varchar(1000) NOT NULL,
  `type` varchar(1000) NULL DEFAULT NULL,
  `td_join` int NULL DEFAULT NULL,
  `idx` int NULL DEFAULT NULL,
  `label` tinyint NOT NULL DEFAULT 0,
  `inference_helper_column` tinyint NOT NULL DEFAULT 0, -- 4.x 5.x
  `training_helper_column` tinyint NOT NULL DEFAULT 0, -- 4.x 5.x
  `feature_view_id` int NULL DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `feature_view_ix` (`feature_view_id`),
  KEY `feature_join_ix` (`td_join`)
);

CREATE TABLE `serving_key` ( -- 4.x 5.x
  `id` int NOT NULL AUTO_INCREMENT,
  `prefix` varchar(63) NULL DEFAULT '',
  `feature_name` varchar(1000) NOT NULL,
  `join_on` varchar(1000) NULL DEFAULT NULL,
  `join_index` int NOT NULL,
  `feature_group_id` int NOT NULL,
  `required` tinyint NOT NULL DEFAULT 0,
  `feature_view_id` int NULL DEFAULT NULL,
  `type` varchar(1000) NULL DEFAULT NULL, -- 5.x
  PRIMARY KEY (`id`),
  KEY `serving_key_view_ix` (`feature_view_id`),
  KEY `serving_key_group_ix` (`feature_group_id`)
);

CREATE TABLE `schemas` (
  `id` int NOT NULL AUTO_INCREMENT,
  `schema` varchar(29000) NOT NULL, -- 3.3
  `schema` mediumtext NOT NULL, -- 4.x 5.x
  `project_id` int NOT NULL,
  PRIMARY KEY (`id`),
  KEY `schemas_project_ix` (`project_id`)
);

CREATE TABLE `subjects` (
  `id` int NOT NULL AUTO_INCREMENT,
  `subject` varchar(255) NOT NULL,
  `version` int NOT NULL,
  `schema_id` int NOT NULL,
  `project_id` int NOT NULL,
  `created_on` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `subjects_version_uq` (`subject`, `version`, `project_id`),
  KEY `subjects_project_ix` (`project_id`),
  KEY `subjects_schema_ix` (`schema_id`)
);

CREATE TABLE `dataset` (
  `id` int NOT NULL AUTO_INCREMENT,
  `inode_name` varchar(255) NOT NULL,
  `projectId` int NOT NULL,
  `description` varchar(2000) NULL DEFAULT NULL,
  `searchable` tinyint NOT NULL DEFAULT 0,
  `public_ds` tinyint NOT NULL DEFAULT 0,
  `dstype` int NOT NULL DEFAULT 0,
  `feature_store_id` int NULL DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `dataset_name_uq` (`inode_name`, `projectId`),
  KEY `dataset_store_ix` (`feature_store_id`)
);

CREATE TABLE `dataset_shared_with` ( -- 3.3 4.x
  `id` int NOT NULL AUTO_INCREMENT,
  `dataset` int NOT NULL,
  `project` int NOT NULL,
  `accepted` tinyint NOT NULL DEFAULT 0,
  `shared_on` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `permission` varchar(45) NOT NULL DEFAULT 'READ_ONLY',
  PRIMARY KEY (`id`),
  UNIQUE KEY `dataset_shared_with_uq` (`dataset`, `project`)
);

CREATE TABLE `shared_feature_store` ( -- 5.x
  `id` int NOT NULL AUTO_INCREMENT,
  `feature_store` int NOT NULL,
  `shared_with_project` int NOT NULL,
  `shared_entirely` tinyint NOT NULL DEFAULT 0,
  `shared_on` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `shared_feature_store_uq` (`feature_store`, `shared_with_project`),
  KEY `shared_feature_store_with_ix` (`shared_with_project`)
);

CREATE TABLE `shared_feature_group` ( -- 5.x
  `id` int NOT NULL AUTO_INCREMENT,
  `feature_store` int NOT NULL,
  `feature_group` int NOT NULL,
  `shared_with_project` int NOT NULL,
  `shared_entirely` tinyint NOT NULL DEFAULT 0,
  `shared_on` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `shared_feature_group_uq` (`feature_group`, `shared_with_project`),
  KEY `shared_feature_group_with_ix` (`shared_with_project`)
);

CREATE TABLE `shared_feature` ( -- 5.x
  `id` int NOT NULL AUTO_INCREMENT,
  `feature_group` int NOT NULL,
  `feature` varchar(63) NOT NULL,
  `shared_with_project` int NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `shared_feature_uq` (`feature_group`, `feature`, `shared_with_project`),
  KEY `shared_feature_with_ix` (`shared_with_project`)
);

CREATE TABLE `restricted_feature_group_access` ( -- 5.x
  `id` int NOT NULL AUTO_INCREMENT,
  `feature_store` int NOT NULL,
  `feature_group` int NOT NULL,
  `granted_to_user` int NOT NULL,
  `can_access_entirely` tinyint NOT NULL DEFAULT 0,
  `granted_on` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `restricted_group_access_uq` (`feature_group`, `granted_to_user`),
  KEY `restricted_group_access_user_ix` (`granted_to_user`)
);

CREATE TABLE `restricted_feature_access` ( -- 5.x
  `id` int NOT NULL AUTO_INCREMENT,
  `restricted_feature_group_access` int NOT NULL,
  `feature` varchar(63) NOT NULL,
  `granted_to_user` int NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `restricted_feature_access_uq` (`restricted_feature_group_access`, `feature`)
);
