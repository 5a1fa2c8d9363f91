// The limits of every door for outside bytes, checked before anything is allocated.
#pragma once

#include <cstddef>

namespace ensaio::core {

inline constexpr std::size_t kMaxPrototypeBytes = 1'000'000;  // a prototype's or study's JSON
inline constexpr std::size_t kMaxLanguageBytes = 500'000;
inline constexpr std::size_t kMaxJsonDepth = 16;        // nested brackets
inline constexpr std::size_t kMaxReportedErrors = 100;  // more mistakes than this are not listed one by one
inline constexpr std::size_t kMaxScreens = 500;
inline constexpr std::size_t kMaxFieldsPerScreen = 200;
inline constexpr std::size_t kMaxOptions = 500;  // of one field
inline constexpr std::size_t kMaxTestsPerField =
    64;  // conditions that read one field: their outcomes fit a 64-bit mask
inline constexpr std::size_t kMaxTestsBehindField =
    256;  // asked in turn, one behind the other, to know whether a field is shown
inline constexpr std::size_t kMaxBranches = 64;         // of one screen
inline constexpr std::size_t kMaxChecks = 32;           // of one screen
inline constexpr std::size_t kMaxSteps = 30;            // of a request, on one screen
inline constexpr std::size_t kMaxHotspots = 64;         // of one picture
inline constexpr std::size_t kMaxAddresses = 200;       // known by their CEP, of one prototype
inline constexpr std::size_t kMaxImages = 40;           // of one prototype
inline constexpr std::size_t kMaxImageBytes = 400'000;  // of one image, as the text of its data URI
inline constexpr std::size_t kMaxImageSide = 4096;      // px
inline constexpr std::size_t kMaxTextBytes = 20'000;    // any one text of a prototype or study
inline constexpr std::size_t kMaxIdBytes = 64;
inline constexpr std::size_t kMaxTasks = 20;
inline constexpr std::size_t kMaxSamples = 50;  // lines of a task's card of made-up data
inline constexpr std::size_t kMaxConsentOptions = 10;
inline constexpr std::size_t kMaxAddressBytes = 1'000;       // of a drop box
inline constexpr std::size_t kMaxPlaceBytes = 200;           // the words for it
inline constexpr std::size_t kMaxAnswerBytes = 40'000;       // what a person can type into one field
inline constexpr std::size_t kMaxSessionBytes = 32'000'000;  // one session file
inline constexpr std::size_t kMaxChunkBytes =
    1'100'000;  // one chunk of a journal (the largest carries a prototype)
inline constexpr std::size_t kMaxRecords = 2'000'000;  // records of one session
// Of a session that is run again. Half an hour of a sample has 1'800 records and 300'000 of work.
inline constexpr std::size_t kMaxReplayRecords = 30'000;
inline constexpr std::size_t kMaxReplaySamples = 200'000;    // of the pointer: three hours without a rest
inline constexpr std::size_t kMaxReplayAnswers = 4'000'000;  // bytes of all answers
inline constexpr std::size_t kMaxReplayWork =
    20'000'000;  // session::check_amount; the worst of it takes a second natively
inline constexpr std::size_t kMaxWorkbookBytes = 32'000'000;      // an .xlsx file that is read back
inline constexpr std::size_t kMaxWorkbookInflated = 600'000'000;  // all parts of it, read in pieces
inline constexpr std::size_t kMaxWorkbookRatio = 100;             // inflated to packed, beyond 1 MB
inline constexpr std::size_t kMaxWorkbookParts = 1'000;
inline constexpr std::size_t kMaxWorkbookSheets = 200;
inline constexpr std::size_t kMaxWorkbookRows = 1'048'576;  // of a sheet, as spreadsheets have them
inline constexpr std::size_t kMaxWorkbookColumns = 16'384;
inline constexpr std::size_t kMaxWorkbookCells = 4'000'000;  // that hold something
inline constexpr std::size_t kMaxWorkbookText = 64'000'000;  // bytes, all texts together
inline constexpr std::size_t kMaxCellText = 131'072;         // bytes, of one cell
inline constexpr std::size_t kMaxXmlDepth = 64;
inline constexpr std::size_t kMaxXmlToken = 1'000'000;  // bytes of one tag or comment

}  // namespace ensaio::core
