-- CreateTable
CREATE TABLE "DrillQuestion" (
    "id" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "drill" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "tuple" TEXT NOT NULL,
    "isOpenBook" BOOLEAN NOT NULL DEFAULT false,
    "isRepeat" BOOLEAN NOT NULL DEFAULT false,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "isWarned" BOOLEAN NOT NULL DEFAULT false,
    "answeredAt" TIMESTAMPTZ(3),
    "answer" TEXT,
    "credit" DOUBLE PRECISION,
    "bonus" INTEGER,
    "dex" DOUBLE PRECISION,
    "isHit" BOOLEAN,

    CONSTRAINT "DrillQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DrillQuestion_ownerId_askedAt_idx" ON "DrillQuestion"("ownerId", "askedAt" DESC);

-- AddForeignKey
ALTER TABLE "DrillQuestion" ADD CONSTRAINT "DrillQuestion_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

