@echo off
rem Starts the desk on Windows; sets everything up on first use. The words are those of ./desk:
rem   desk            opens the window          desk demo       does the whole job on the packaged demo
rem   desk test       passes the tests          desk COMMAND    python -m opinion_desk COMMAND
rem A second start only compares a stamp: whatever takes longer is done by opinion_desk\first_use.py.
setlocal EnableExtensions DisableDelayedExpansion

set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set "VENV=%ROOT%\.venv"
set "PYTHON=%VENV%\Scripts\python.exe"

rem Only this checkout is importable, whatever lies in the caller's folder; compiled files stay inside .venv.
set "PYTHONPATH=%ROOT%"
set "PYTHONSAFEPATH=1"
set "PYTHONPYCACHEPREFIX=%VENV%\pycache"
set "PYTHONUTF8=1"
set "PYTHONHOME="
set "PYTHONSTARTUP="

rem The window is meant when nothing but its own options is given: the first word that is none of them decides.
set "WORD=window"
set "SKIP="
for %%A in (%*) do call :look "%%~A"

set "KIND=run"
set "LOCK=%ROOT%\requirements.lock"
if /i "%~1"=="test" (
    set "KIND=test"
    set "LOCK=%ROOT%\requirements-dev.lock"
)

call :ready && goto start
call :base || goto nopython
"%BASE%" %BASEVERSION% -B -m opinion_desk.first_use %KIND%
if errorlevel 1 exit /b %ERRORLEVEL%

:start
if /i "%~1"=="test" goto test
if "%WORD%"=="window" (
    "%PYTHON%" "%ROOT%\main.py" %*
) else (
    "%PYTHON%" -m opinion_desk %*
)
exit /b %ERRORLEVEL%

:test
cd /d "%ROOT%"
"%PYTHON%" "%ROOT%\tests\suite.py" %2 %3 %4 %5 %6 %7 %8 %9
exit /b %ERRORLEVEL%

:nopython
chcp 65001 >nul
echo 找不到 Python 3.11、3.12 或 3.13，请从 python.org 安装其中一个（勾选加入 PATH）再运行 desk。>&2
exit /b 3

rem --- one word of the command line
:look
if not "%WORD%"=="window" exit /b 0
if defined SKIP (
    set "SKIP="
    exit /b 0
)
if "%~1"=="--home" (
    set "SKIP=yes"
    exit /b 0
)
if "%~1"=="--quit-when-shown" exit /b 0
set "WORD=command"
exit /b 0

rem --- this very lock file was installed whole, for the Python that .venv still holds
:ready
if not exist "%VENV%\ready\system" exit /b 1
if not exist "%VENV%\ready\%KIND%.lock" exit /b 1
fc /b "%LOCK%" "%VENV%\ready\%KIND%.lock" >nul 2>&1 || exit /b 1
set "BUILT="
set /p BUILT=<"%VENV%\ready\python"
set "NOW="
for /f "delims=" %%V in ('call "%PYTHON%" -V 2^>nul') do set "NOW=%%V"
if not "%NOW%"=="%BUILT%" exit /b 1
exit /b 0

rem --- a Python of 3.11 to 3.13: the launcher's, else the one on PATH
:base
set "BASE=py"
for %%V in (-3.13 -3.12 -3.11) do (
    set "BASEVERSION=%%V"
    py %%V -I -c "import venv, ensurepip" >nul 2>&1 && exit /b 0
)
set "BASEVERSION="
for %%P in (python python3) do (
    set "BASE=%%P"
    %%P -I -c "import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>&1 && exit /b 0
)
exit /b 1
