-- AlterTable
ALTER TABLE "Interview" ADD COLUMN     "imported" JSONB;
