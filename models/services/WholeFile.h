#pragma once

#include <QFile>

namespace gatehouse {

/// A new file that takes the place of the one at its path when it is whole. Until then it has no name, so
/// that nothing of it stays when the program is killed. Where the file system knows no such files it has one,
/// and the next to write to the path removes it.
class WholeFile : public QFile
{
public:
    explicit WholeFile(const QString &path);
    ~WholeFile() override;
    Q_DISABLE_COPY_MOVE(WholeFile)

    using QFile::open;
    bool open(OpenMode mode) override;
    /// What is not committed is thrown away. False: see errorString().
    bool commit();

private:
    bool openWithoutName(OpenMode mode);
    bool openWithName(OpenMode mode);
    bool takePlace();
    bool isLinkedAs(const QByteArray &name) const;
    bool failed(int number);
    QByteArray newName() const;

    QString m_path; ///< links followed
    QByteArray m_destination;
    QByteArray m_part; ///< its name until it is whole, where it has one
};

}
