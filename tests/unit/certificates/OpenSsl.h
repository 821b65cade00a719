#pragma once

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace gatehouse::test {

/// OpenSSL's command in a folder of its own: makes and reads the files that ours have to get along with.
class OpenSsl
{
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s cannot be written", qPrintable(file.fileName()));
    }

    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(file.fileName()));
        return file.readAll();
    }

    /// Standard output of `openssl` with these arguments, separated by spaces; any failure ends the test
    /// program.
    QByteArray run(const QString &arguments) const
    {
        QByteArray output;
        if (!tryRun(arguments, &output))
            qFatal("openssl %s failed", qPrintable(arguments));
        return output;
    }

    bool tryRun(const QString &arguments, QByteArray *output = nullptr) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), arguments.split(QChar(u' ')));
        if (!process.waitForFinished(60'000))
            qFatal("openssl cannot be run: %s", qPrintable(process.errorString()));
        const QByteArray written = process.readAllStandardOutput();
        if (output)
            *output = written;
        return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }

    /// NAME.key and NAME.crt.
    void makePair(const QString &name, const QString &kind = QStringLiteral("rsa:2048")) const
    {
        run(QStringLiteral("req -x509 -newkey %2 -nodes -keyout %1.key -out %1.crt -days 100 -subj /CN=%1")
                .arg(name, kind));
    }

private:
    QTemporaryDir m_folder;
};

}
